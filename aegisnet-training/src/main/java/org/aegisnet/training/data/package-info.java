/** Flow files as a trainer needs them: read with all their faults, mapped to a model's features, without duplicates, and split honestly. */
package org.aegisnet.training.data;
