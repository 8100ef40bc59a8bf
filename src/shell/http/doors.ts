// What the routes are given: the rooms behind the doors.
import type { Deciding } from '../../core/ledger/deciding.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Intake } from '../../in/intake.js';
import type { Interpreting } from '../../in/observations.js';
import type { SourceReading } from '../../in/source-readings.js';
import type { OpenWebhook } from '../../in/webhook.js';
import type { Store } from '../../store/store.js';
import type { Log } from '../log.js';
import type { LaneFigures, Metrics } from '../metrics.js';
import type { Changes } from '../hub/changes.js';
import type { Cursors } from './cursor.js';
import type { KeyRing } from './key-ring.js';

export interface Doors {
  readonly store: Store;
  readonly intake: Intake;
  readonly interpreting: Interpreting;
  /** Systems whose own requests are taken. */
  readonly webhooks: ReadonlyMap<string, OpenWebhook>;
  /** How what they bring is read; null: for now it is better kept unread. */
  readonly webhookReading: () => SourceReading | null;
  /** Called once something is durable that is to be read. */
  readonly keptUnread: () => void;
  readonly now: () => Instant;
  /** Called once something new is durable. */
  readonly arrived: () => void;
  /** A fault of ours or of the database, for the log. */
  readonly complain: (line: string) => void;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly changes: Changes;
  /** What a fold would decide with now. */
  readonly deciding: () => Promise<Deciding>;
  readonly lanes: () => readonly LaneFigures[];
  /** Why what arrives is not folded now; null: it is, or another process folds. */
  readonly folding: () => string | null;
  /** What else keeps the hub from its work, in full sentences. */
  readonly reasons: () => readonly string[];
  /** It is being ended: nothing new is wanted. */
  readonly ending: () => boolean;
  readonly ring: KeyRing;
  readonly cursors: Cursors;
  /** It listens where only this machine can reach it. */
  readonly isLoopback: boolean;
  /** Of Weir. */
  readonly version: string;
}
