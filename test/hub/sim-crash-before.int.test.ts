// The process ends before each call.
import { describeCrashes } from './crash-points.js';

describeCrashes('before');
