/** Text for people: how a value is written where a person opens it. */
package org.aegisnet.scoring.text;
