/** IP addresses, networks, protocol numbers and numbers of variable length, as all modules use them. Knows the JDK and nothing else. */
package org.aegisnet.net;
