/** Findings in the fields of the Elastic Common Schema, whichever processor made them. */
package org.aegisnet.processors.ecs;
