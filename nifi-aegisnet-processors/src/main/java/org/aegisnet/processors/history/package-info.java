/** The history's database: an embedded one in a file, shared by all services that name the file, or a connection pool of NiFi's. */
package org.aegisnet.processors.history;
