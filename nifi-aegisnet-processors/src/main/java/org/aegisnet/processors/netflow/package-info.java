/** NiFi's faces on NetFlow. */
package org.aegisnet.processors.netflow;
