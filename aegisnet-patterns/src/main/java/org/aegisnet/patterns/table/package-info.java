/** A map of bounded size that forgets what has not been seen for longest. */
package org.aegisnet.patterns.table;
