#!/usr/bin/env bash
# Tries the AWS app: types, tests, synthesis by the real command, and CloudFormation's linter over what
# comes out. Nothing of it needs an account, and nothing is looked up.
#
# DESCANT_PEERS names where the linter is installed (default: .bench/peers).
set -euo pipefail
cd "$(dirname "$0")/.."

cfn_lint=1.51.0
peers=${DESCANT_PEERS:-.bench/peers}
mkdir -p "$peers"
linter=$(cd "$peers" && pwd)/cfn-lint-$cfn_lint

cd infra
npm ci --ignore-scripts --no-audit --no-fund
npm run --silent typecheck
npm test

export CDK_DISABLE_CLI_TELEMETRY=true
rm -rf cdk.out
for deployment in deployment example/everything; do
  DESCANT_DEPLOYMENT=$deployment.ts npm run --silent cdk -- synth --quiet --no-notices --no-lookups \
    --output "cdk.out/$(basename "$deployment")"
done
if ! python3 -c 'import venv' 2>/dev/null; then
  echo "there is no Python here, so the templates are not linted"
  exit 0
fi
if [ ! -x "$linter/bin/cfn-lint" ]; then
  python3 -m venv "$linter"
  "$linter/bin/pip" install --quiet "cfn-lint==$cfn_lint"
fi
# W3005: CDK names what CloudFormation would find by itself.
"$linter/bin/cfn-lint" --ignore-checks W3005 -- cdk.out/*/*.template.json
echo "cfn-lint found nothing in $(ls cdk.out/*/*.template.json | wc -l) templates"
