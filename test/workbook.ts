// Writes Excel workbooks for suites, cell by cell as the format has them.
import type { ZipMember } from './zip-archive.js';

export interface WorkbookParts {
  /** Name of a sheet -> the XML inside its `sheetData`. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly shared?: readonly string[];
  /** Codes of number formats: style 1 is the first. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

function styles(formats: readonly string[]): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${index + 164}" formatCode="${code}"/>`,
  );
  const cells = formats.map((_, index) => `<xf numFmtId="${index + 164}"/>`);
  return `<styleSheet ${main}><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${cells.join('')}</cellXfs></styleSheet>`;
}

export function workbookMembers(parts: WorkbookParts): ZipMember[] {
  const names = Object.keys(parts.sheets);
  const sheets = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const targets = names.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const date1904 = parts.date1904 === true ? '<workbookPr date1904="1"/>' : '';
  return [
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook ${main} ${relations}>${date1904}<sheets>${sheets.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${targets.join('')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: styles(parts.formats ?? []) },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${main}>${(parts.shared ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`,
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<?xml version="1.0"?><worksheet ${main}><sheetData>${parts.sheets[name] ?? ''}</sheetData></worksheet>`,
    })),
  ];
}

/** A row of cells that hold their own texts. */
export function textRow(line: number, cells: readonly string[]): string {
  const texts = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${line}">${texts.join('')}</row>`;
}
