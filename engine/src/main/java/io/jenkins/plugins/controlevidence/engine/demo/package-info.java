/**
 * A made-up company's year, for newcomers, screenshots, tests and benchmarks: real git repositories, and a store with the
 * records that its pipelines and people would have left, made by the engine's own statements. Some things go wrong on purpose;
 * each is listed with the exceptions that a report must show.
 */
package io.jenkins.plugins.controlevidence.engine.demo;
