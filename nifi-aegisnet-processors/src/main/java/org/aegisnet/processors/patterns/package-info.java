/** NiFi's face on the detection of patterns over many flows. */
package org.aegisnet.processors.patterns;
