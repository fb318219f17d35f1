/** The append-only Merkle log of records (C2SP tlog-tiles): appended durably, proven, checkpointed, and the store around it: keys, artefacts by digest, locks. */
package io.jenkins.plugins.controlevidence.engine.ledger;
