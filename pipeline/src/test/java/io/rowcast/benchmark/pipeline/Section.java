package io.rowcast.benchmark.pipeline;

/** One part of the benchmark. */
interface Section {
    void run(Lab lab, Report report) throws Exception;
}
