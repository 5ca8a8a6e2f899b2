export { type ConnectorKind, type ConnectorName, connectorName } from './connector-name.ts'
export { createConnector, type NewConnector } from './create-connector.ts'
export { FolderError } from './folder-error.ts'
