/**
 * Learns what normal flows look like: a masked autoencoder that reconstructs each feature of a flow from the features read before it. Plain
 * Java, one thread, the same bytes from the same flows and seed on every machine.
 *
 * <p>The way through: {@link org.aegisnet.training.autoencoder.AutoencoderTrainer} learns encodings and weights from benign flows and
 * hands out a {@link org.aegisnet.training.autoencoder.TrainedAutoencoder}; {@link
 * org.aegisnet.training.autoencoder.AutoencoderModelWriter} measures it on benign flows it has not learnt from and writes the model file.
 */
package org.aegisnet.training.autoencoder;
