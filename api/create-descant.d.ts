import { SingerError } from '@descant/sdk';

/** The two kinds of connector. */
declare const connectorKinds: readonly ["tap", "target"];
type ConnectorKind = (typeof connectorKinds)[number];
/** What a connector is called, in each place that has rules of its own. */
interface ConnectorName {
    /** The npm package, as `@acme/tap-billing-api`. */
    readonly package: string;
    /** The bin, and the name in Singer, as `tap-billing-api`. */
    readonly bin: string;
    /** The value in code, as `tapBillingApi`. */
    readonly variable: string;
    /** The start of its environment variables, as `TAP_BILLING_API`. */
    readonly environment: string;
}
/**
 * Reads the name of a connector. It may be given without the word that all of its kind begin with, and
 * with an npm scope.
 *
 * @throws {ConfigError} where it is no name; the message suggests one.
 * @example
 * connectorName('tap', 'billing-api').bin // 'tap-billing-api'
 * connectorName('tap', '@acme/tap-billing-api').package // '@acme/tap-billing-api'
 */
declare function connectorName(kind: ConnectorKind, given: string): ConnectorName;

/** What is to be written, and where. */
interface NewConnector {
    readonly kind: ConnectorKind;
    readonly name: ConnectorName;
    /** A folder that is empty or not there; a `.git` in it is no obstacle. */
    readonly directory: string;
}
/**
 * Writes a new connector that works and is tested. Nothing is overwritten.
 *
 * @returns The files, as paths below the folder.
 * @throws {FolderError} where the folder is not empty, or cannot be written to.
 * @example
 * const name = connectorName('tap', 'billing')
 * await createConnector({ kind: 'tap', name, directory: 'tap-billing' })
 */
declare function createConnector(connector: NewConnector): Promise<readonly string[]>;

/** The folder that was named cannot take a new connector: the user must name another. Exit code 2. */
declare class FolderError extends SingerError {
    readonly code = "CREATE_FOLDER_REFUSED";
    readonly exitCode = 2;
    constructor(folder: string, reason: string, options?: ErrorOptions);
}

export { type ConnectorKind, type ConnectorName, FolderError, type NewConnector, connectorName, createConnector };
