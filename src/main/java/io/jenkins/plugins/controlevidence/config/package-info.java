/** What administrators decide: where evidence is kept, which policy applies where, who may do what. */
package io.jenkins.plugins.controlevidence.config;
