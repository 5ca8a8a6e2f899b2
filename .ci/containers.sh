#!/usr/bin/env bash
# Builds every image for real and tries them as a platform would run them. Where no image registry can
# be reached the base is made here: Debian by debootstrap, and the machine's own Node in it. It takes
# root on a Debian; elsewhere the proofs are skipped.
#
# What is measured last: the size of each image, and how long its command takes to say its version.
# DESCANT_CONTAINERS names where base and images are kept (default: .bench/containers).
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "containers: this is no Debian, or not root; their proofs are skipped"
  exit 0
fi
for tool in debootstrap buildah podman runc; do
  command -v "$tool" >/dev/null && continue
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends debootstrap buildah podman runc crun >/dev/null
  break
done

folder=${DESCANT_CONTAINERS:-.bench/containers}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
store=(--root "$folder/store" --runroot "$folder/run")
export BUILDAH_ISOLATION=chroot
# Layers on layers where the kernel lets us, copies of all of them elsewhere.
if [ -z "${STORAGE_DRIVER:-}" ]; then
  export STORAGE_DRIVER=vfs
  probe=$(mktemp -d -p "$folder")
  mkdir "$probe"/{lower,upper,work,merged}
  if mount -t overlay overlay -o "lowerdir=$probe/lower,upperdir=$probe/upper,workdir=$probe/work" "$probe/merged" 2>/dev/null; then
    umount "$probe/merged"
    STORAGE_DRIVER=overlay
  fi
  rm -rf "$probe"
fi

base=localhost/base:bookworm
make_base() {
  local tree=$1 mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 'Component: main' | sed -n 1p)
  echo "making a base of Debian bookworm and Node $(node --version)"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$tree" "${mirror:-http://deb.debian.org/debian}" >"$folder/debootstrap.log"
  # Where the official image has it: Node and npm below /usr/local.
  install -D "$(readlink -f "$(command -v node)")" "$tree/usr/local/bin/node"
  mkdir -p "$tree/usr/local/lib/node_modules"
  cp -a "$(npm root --global)/npm" "$tree/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
  # What this machine trusts, the build on it must trust too.
  cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/ca-certificates.crt"
  rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/*
  local container
  container=$(buildah "${store[@]}" from scratch)
  buildah "${store[@]}" copy --quiet "$container" "$tree" /
  buildah "${store[@]}" commit --quiet --format docker "$container" "$base" >/dev/null
  buildah "${store[@]}" rm "$container" >/dev/null
}
if ! buildah "${store[@]}" inspect --type image "$base" >/dev/null 2>&1; then
  tree=$(mktemp -d -p "$folder")
  chmod 755 "$tree"
  make_base "$tree"
  rm -rf --one-file-system "$tree"
fi

# How npm reaches its registry here, handed over as a secret; the image must not keep it.
npmrc=$(mktemp)
trap 'rm -f "$npmrc"' EXIT
canary=canary-$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
{
  echo "registry=$(npm config get registry 2>/dev/null)"
  echo "cafile=/etc/ssl/certs/ca-certificates.crt"
  echo "//registry.example/:_authToken=$canary"
} >"$npmrc"

tag=ci-$(git rev-parse --short HEAD)-$(date +%s)
npx tsx containers/build.ts --engine "buildah ${store[*]}" --prefix localhost/descant --tag "$tag" --base "$base" \
  --option=--secret="id=npmrc,src=$npmrc" --option=--volume="$(npm config get cache 2>/dev/null):/root/.npm" --option=--layers --option=--quiet

DESCANT_CONTAINER_ENGINE="podman ${store[*]} --cgroup-manager cgroupfs --runtime runc" \
DESCANT_CONTAINER_PREFIX=localhost/descant DESCANT_CONTAINER_TAG=$tag DESCANT_CONTAINER_CANARY=$canary \
  npx vitest run --project e2e e2e/containers.test.ts

printf '%-18s %10s %14s\n' image size 'start (3 runs)'
for image in tap-shopify tap-salesforce target-s3-ndjson target-postgres descant; do
  reference=localhost/descant/$image:$tag
  size=$(podman "${store[@]}" image inspect --format '{{.Size}}' "$reference")
  times=$(for _ in 1 2 3; do
    TIMEFORMAT=%R
    { time podman "${store[@]}" --cgroup-manager cgroupfs --runtime runc run --rm --read-only --network host \
      --no-healthcheck --log-driver none --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
      "$reference" --version >/dev/null 2>&1; } 2>&1
  done | tr '\n' ' ')
  printf '%-18s %6d MB   %s s\n' "$image" $((size / 1000000)) "$times"
done
