/**
 * What every program may need of our environment: to be found, to find its home and its temporary
 * files, to speak the user's language, to trust and pass through the network, to be somebody in AWS,
 * to find Java and Spark, and to know what it may take of the machine.
 * Everything else stays out: the secrets of one source are no business of another's tap.
 */
const passed =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|LOGLEVEL|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|https?_proxy|no_proxy|all_proxy|AWS_.*|ECS_.*|SYSTEMROOT|PATHEXT|VIRTUAL_ENV|PYTHON(HOME|PATH|UNBUFFERED)|LD_LIBRARY_PATH|JAVA_HOME|SPARK_(HOME|CONF_DIR|LOCAL_DIRS)|PYSPARK_(DRIVER_)?PYTHON|HADOOP_(HOME|CONF_DIR)|DESCANT_MEMORY_LIMIT_MIB|DESCANT_TEMPORARY_DIRECTORY)$/

/** The environment of a program that is started, with what its source says. */
export function childEnvironment(
  environment: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const common = Object.entries(environment).filter(([name]) => passed.test(name))
  return { ...Object.fromEntries(common), ...own }
}
