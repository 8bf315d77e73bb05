/** The scoring API and its dashboard: requests become flows, scored flows become answers and rows of the history. */
package org.aegisnet.processors.api;
