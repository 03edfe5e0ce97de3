// Why a store cannot be opened.

/** Another process, or this one, has the store open for writing. */
export class StoreInUse extends Error {
  constructor(directory: string, options?: ErrorOptions) {
    super(`the store in ${directory} is in use`, options);
    this.name = 'StoreInUse';
  }
}

/** The disk is so full that the store cannot even be opened. */
export class StoreHasNoRoom extends Error {
  constructor(directory: string, options?: ErrorOptions) {
    super(`there is no room to open the store in ${directory}`, options);
    this.name = 'StoreHasNoRoom';
  }
}

/** A newer Casilla has written the file. */
export class StoreTooNew extends Error {
  constructor(file: string, found: number, known: number) {
    super(`${file} has version ${found}; this program knows ${known}`);
    this.name = 'StoreTooNew';
  }
}

/** This Node's SQLite could lose mail. */
export class SqliteTooOld extends Error {
  constructor(found: string, oldest: string) {
    super(`SQLite ${found} is too old: ${oldest} or newer is needed`);
    this.name = 'SqliteTooOld';
  }
}
