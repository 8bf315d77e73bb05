/** Bounded tables of what senders make a collector remember, and the rule that decides who leaves when there is no room. */
package org.aegisnet.netflow.retention;
