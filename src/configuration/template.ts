import { type Profile, profileDescriptions, profiles as allProfiles } from '../contract/catalogue';
import { variableOf } from '../http/exchange/shell-quoting';
import { wrap } from '../text/printable';
import { describedConfiguration, type MemberSchema } from './schema';

/** What a configuration is written for. */
interface TemplateWishes {
  readonly baseUrl?: string;
  readonly profiles: readonly Profile[];
  /** Paths of the values that the checks of these profiles need: `accounts.user.password`. */
  readonly needs: ReadonlySet<string>;
}

/** A starter configuration file, and the environment variables that it uses. */
export interface Template {
  /** YAML with the descriptions of the published schema as comments. */
  readonly text: string;
  readonly variables: readonly string[];
}

const commentWidth = 100;
/** Where passcodes may come from, the one that the file proposes first. */
const passcodeSources = ['totpSecret', 'passcode', 'passcodeCommand'];

/**
 * Writes a configuration whose values, secrets above all, come from environment variables. Members that no check of the
 * profiles needs are comments. The variables are named as in the curl lines of a report.
 */
export function configurationTemplate(wishes: TemplateWishes): Template {
  const { whole } = describedConfiguration();
  const needs = new Set(
    [...wishes.needs].map((path) => path.replace(/\.passcode$/, `.${passcodeSources[0]}`)),
  );
  const blocks = Object.entries(whole.properties ?? {})
    .filter(([name]) => name !== '$schema')
    .map(([name, schema]) => [...comment(schema, 0), ...memberLines(name, schema, wishes, needs)]);
  const lines = [comment(whole, 0), ...blocks].flatMap((block) => [...block, '']).slice(0, -1);
  const read = lines.filter((line) => !isComment(line)).join('\n');
  const variables = [...read.matchAll(/"\$\{(\w+)\}"/g)].map(([, name = '']) => name);
  return { text: `${lines.join('\n')}\n`, variables };
}

function memberLines(
  name: string,
  schema: MemberSchema,
  { baseUrl = '${IDENTITY_BASE_URL}', profiles }: TemplateWishes,
  needs: ReadonlySet<string>,
): string[] {
  switch (name) {
    case 'baseUrl':
      return [`baseUrl: ${JSON.stringify(baseUrl)}`];
    case 'profiles':
      return [
        ...allProfiles.map((profile) => `#   ${profile}: ${profileDescriptions[profile]}`),
        `profiles: [${profiles.join(', ')}]`,
      ];
    case 'accounts':
      return accountLines(schema, needs);
    case 'foreignTenantId':
      return [valueLine(name, name, needs, 0)];
    default:
      return settingLines(name, schema, 0);
  }
}

function accountLines(schema: MemberSchema, needs: ReadonlySet<string>): string[] {
  const members = Object.entries(describedConfiguration().account.properties ?? {});
  const explained = new Set<string>();
  /** The description of a member, at its first occurrence. */
  const described = (name: string, member: MemberSchema) => {
    if (explained.has(name)) return [];
    explained.add(name);
    return comment(member, 4);
  };
  const blocks = Object.entries(schema.properties ?? {}).map(([account, about]) => {
    const path = (member: string) => `accounts.${account}.${member}`;
    const wanted = members.filter(([member]) =>
      passcodeSources.includes(member)
        ? passcodeSources.some((source) => needs.has(path(source)))
        : account === 'user' || needs.has(path(member)),
    );
    if (![...needs].some((need) => need.startsWith(path(''))))
      return [...comment(about, 2), `  # ${account}:`];
    return [
      ...comment(about, 2),
      `  ${account}:`,
      ...wanted.flatMap(([member, of]) => [
        ...described(member, of),
        valueLine(path(member), member, needs, 4),
      ]),
    ];
  });
  const lines = ['accounts:', ...blocks.flatMap((block) => [...block, '']).slice(0, -1)];
  return lines.some((line) => line.startsWith('    ') && !isComment(line))
    ? lines
    : lines.map((line) => (line === '' || isComment(line) ? line : `# ${line}`));
}

/** One member with its value from the environment; a comment if nothing needs it. */
function valueLine(path: string, name: string, needs: ReadonlySet<string>, indent: number): string {
  const written = `${name}: "\${${variableOf(path)}}"`;
  return `${' '.repeat(indent)}${needs.has(path) ? written : `# ${written}`}`;
}

/** A setting with its default; one without a default is a comment, with its example if it has one. */
function settingLines(name: string, schema: MemberSchema, indent: number): string[] {
  const margin = ' '.repeat(indent);
  // Without it a server on this machine is not slowed down.
  const isBest = name !== 'maxRps';
  if (schema.default !== undefined)
    return [`${margin}${isBest ? '' : '# '}${name}: ${JSON.stringify(schema.default)}`];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([member, of]) => [
    ...comment(of, indent + 2),
    ...settingLines(member, of, indent + 2),
  ]);
  if (inner.some((line) => !isComment(line))) return [`${margin}${name}:`, ...inner];
  if (inner.length > 0) return [`${margin}# ${name}:`, ...inner];
  const [example] = schema.examples ?? [];
  return [`${margin}# ${name}: ${example === undefined ? '...' : JSON.stringify(example)}`];
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#');
}

function comment({ description }: MemberSchema, indent: number): string[] {
  const margin = `${' '.repeat(indent)}# `;
  if (description === undefined) return [];
  return wrap(description, commentWidth - margin.length).map((words) => margin + words);
}
