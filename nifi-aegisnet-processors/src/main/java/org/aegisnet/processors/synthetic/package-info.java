/** Flows that nobody has seen: made packet by packet after simple pictures of safe traffic and of attacks, and marked as synthetic in every record. */
package org.aegisnet.processors.synthetic;
