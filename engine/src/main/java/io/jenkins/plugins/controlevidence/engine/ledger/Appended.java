package io.jenkins.plugins.controlevidence.engine.ledger;

/**
 * A record that is in the ledger, durable and under a signed checkpoint.
 *
 * @param index its position, from 0
 * @param id its id: the leaf hash of its envelope's bytes, lower-case hexadecimal
 * @param envelopeSha256 SHA-256 of its envelope's bytes, lower-case hexadecimal, by which other records refer to it
 */
public record Appended(long index, String id, String envelopeSha256) {}
