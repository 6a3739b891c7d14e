/** Messages in the order in which they came, for one reader who waits for the next. */
export class Mailbox<Message> {
  private readonly arrived: { readonly message: Message; readonly onTaken: () => void }[] = [];
  private failure: Error | undefined;
  private wake: () => void = () => {};

  /** Resolves once the message has been taken: whoever waits for that cannot run ahead of the reader. */
  put(message: Message): Promise<void> {
    return new Promise((onTaken) => {
      this.arrived.push({ message, onTaken });
      this.wake();
    });
  }

  /** No more messages will come: the reader learns it after the last one. */
  fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }

  /** @throws the error of `fail`. */
  async take(): Promise<Message> {
    while (this.arrived.length === 0) {
      if (this.failure !== undefined) throw this.failure;
      await new Promise<void>((wake) => (this.wake = wake));
    }
    const { message, onTaken } = this.arrived.shift()!;
    onTaken();
    return message;
  }
}
