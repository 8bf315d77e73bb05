/** The engines beside named peers: what a flow costs once it has left NiFi's records. Run by {@code bin/bench engines}, never by the build. */
package org.aegisnet.benchmark.engines;
