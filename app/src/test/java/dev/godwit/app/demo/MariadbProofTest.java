package dev.godwit.app.demo;

class MariadbProofTest extends ProofContract {
    MariadbProofTest() {
        super(new MariadbDemoServer());
    }
}
