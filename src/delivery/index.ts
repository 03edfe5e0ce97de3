export { beginDelivery, type Delivery, type DeliveryOptions, type Manner, type Verdict } from './deliver.ts';
export {
  createDirectory,
  type Destination,
  type Directory,
  type DirectoryOptions,
  type Found,
} from './directory.ts';
export type { Refusal } from './refusal.ts';
