/**
 * Shows a ledger's checkpoints to others, so that whoever can rewrite the ledger cannot rewrite what they have seen: time-stamping
 * authorities, witnesses, and places that keep a copy.
 */
package io.jenkins.plugins.controlevidence.engine.ledger.publish;
