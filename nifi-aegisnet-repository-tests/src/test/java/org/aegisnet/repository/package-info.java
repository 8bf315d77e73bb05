/** Tests of the repository as a whole: the prose rule of CONTRIBUTING over Java and Markdown. */
package org.aegisnet.repository;
