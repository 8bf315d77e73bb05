package org.aegisnet.system;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The test classes that share one scoring API, one after the other in one JVM. Failsafe runs each class by itself where it has several JVMs, and each would
 * start a NiFi of its own; {@code -Dit.test=DashboardIT} still runs one alone.
 */
@Suite
@SelectClasses({
    ScoringApiIT.class,
    ScoringApiDefenceIT.class,
    DashboardIT.class,
    PostgresHistoryIT.class,
    SyntheticFlowsIT.class,
    ScoringApiLoadIT.class
})
class ScoringApiSuiteIT {}
