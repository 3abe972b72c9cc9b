package dev.godwit.app.demo;

class PostgresProofTest extends ProofContract {
    PostgresProofTest() {
        super(new PostgresDemoServer());
    }
}
