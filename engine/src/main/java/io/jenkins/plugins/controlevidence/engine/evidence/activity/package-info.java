/**
 * What people and systems did: approvals, deployments, dispositions, reviews and the like. One record a kind, each with a JSON
 * schema and an example; the outcome is computed from what is recorded, never asked.
 */
package io.jenkins.plugins.controlevidence.engine.evidence.activity;
