/**
 * Why a value of a record cannot be changed as the config says. Its words never hold the value;
 * the setting `on_error` decides what follows.
 */
export class ValueError extends Error {}
