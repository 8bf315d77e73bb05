/** Shows what this project is for: a sample of real flows goes through the template csv-to-alerts, and the outcome is told in numbers and words. */
package org.aegisnet.demo;
