// The process ends after each call.
import { describeCrashes } from './crash-points.js';

describeCrashes('after');
