/** Shows the ledger's checkpoints, each day, to others who cannot be made to forget them. */
package io.jenkins.plugins.controlevidence.publish;
