/** Shows what this project is for: a sample of flows goes through one of the templates, and the outcome is told in numbers and words. */
package org.aegisnet.demo;
