/** State of the flows of one key: distinct items, sums, starts, and the usual level. All of bounded size. */
package org.aegisnet.patterns.window;
