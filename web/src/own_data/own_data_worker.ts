/** Reads the learner's pictures beside the page, so that it stays free. */
import { serve, type Endpoint } from '../engine/protocol';
import { readers, type OwnDataCalls } from './readers';

serve<OwnDataCalls, Record<string, never>>(self as unknown as Endpoint, readers);
