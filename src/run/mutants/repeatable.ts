import { createHash } from 'node:crypto';
import { Directory, standardBehaviour, users, type Behaviour } from '../../reference/steps';

const day = 24 * 60 * 60 * 1000;

/**
 * The embedded server with nothing left to chance: its ids follow from the requests, and its clock
 * stands still. Two of its responses then differ only where the servers do.
 */
export class Repeatable {
  #request = '';
  #ids = 0;
  readonly #verdicts = new Map<string, Promise<boolean>>();

  private constructor(
    readonly directory: Directory,
    readonly date: Date,
  ) {}

  static async at(date: Date): Promise<Repeatable> {
    return new Repeatable(await Directory.of(users), date);
  }

  /** Says which request comes next. */
  next(request: string): void {
    this.#request = request;
    this.#ids = 0;
  }

  /** The steps of a server with sessions of its own. */
  server(): Behaviour {
    const standard = standardBehaviour(this.directory);
    const sessions = new Map<string, string>();
    const real = (id: string) => sessions.get(id) ?? id;
    return {
      ...standard,
      secretMatches: (user, login) => {
        const key = JSON.stringify([user?.id, login.method, login.secret]);
        const known = this.#verdicts.get(key) ?? standard.secretMatches(user, login);
        this.#verdicts.set(key, known);
        return known;
      },
      startSession: (user, login) => {
        const id = this.#id();
        sessions.set(id, standard.startSession(user, login));
        return id;
      },
      findSession: (id) => standard.findSession(real(id)),
      countWrongPasscode: (id) => standard.countWrongPasscode(real(id)),
      endSession: (id) => standard.endSession(real(id)),
      issueToken: (grant) => ({
        ...standard.issueToken(grant),
        id: this.#id(),
        expires: new Date(this.date.getTime() + day).toISOString(),
      }),
    };
  }

  #id(): string {
    this.#ids += 1;
    return createHash('sha256').update(`${this.#request} ${this.#ids}`).digest('hex').slice(0, 32);
  }
}
