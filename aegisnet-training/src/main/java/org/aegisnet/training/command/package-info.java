/** The command line: training, judging, using and inspecting models. Results go to standard output or a file, progress to standard error. */
package org.aegisnet.training.command;
