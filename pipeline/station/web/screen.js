// What screens that go from item to item have in common.

export class Screen {
  constructor(app) {
    this.app = app;
    this.busy = false;
  }

  close() {
    this.keys.end();
  }

  // What is asked for meanwhile is passed over.
  async once(work) {
    if (this.busy) return;
    this.busy = true;
    await this.app.attempt(work);
    this.busy = false;
  }
}
