/**
 * A record: an in-toto statement about a commit, signed in a DSSE envelope. One class makes each kind of statement; one view
 * reads them all.
 */
package io.jenkins.plugins.controlevidence.engine.evidence;
