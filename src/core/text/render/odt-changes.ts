import type { PaperChange } from './paper.js';
import type { Mark } from './paper-part.js';
import { element, mixed, type XmlElement, type XmlNode } from './xml.js';

/** The tracked changes of a document of ODF: each is a region, named where it begins and ends. */
export class OdtChanges {
  private readonly regions: XmlElement[] = [];

  /** Words that came or went within a paragraph. */
  words(mark: Mark, words: XmlNode[], change: PaperChange): XmlNode[] {
    if (mark === 'DELETED') return [this.deleted([mixed('text:p', {}, words)], change)];
    const { start, end } = this.inserted(change);
    return [start, ...words, end];
  }

  /** Where something inserted begins and ends. */
  inserted(change: PaperChange): { readonly start: XmlElement; readonly end: XmlElement } {
    const id = this.region('text:insertion', [], change);
    return {
      start: element('text:change-start', { 'text:change-id': id }),
      end: element('text:change-end', { 'text:change-id': id }),
    };
  }

  /** Where paragraphs stood: the first and the last of them were parts of what stands around that place. */
  deleted(content: XmlElement[], change: PaperChange): XmlElement {
    return element('text:change', { 'text:change-id': this.region('text:deletion', content, change) });
  }

  /** What a document says of its changes before its words; nothing where there are none. */
  written(): XmlElement[] {
    if (this.regions.length === 0) return [];
    return [element('text:tracked-changes', { 'text:track-changes': 'false' }, this.regions)];
  }

  /** The author of a change is a decision, never a person. */
  private region(name: string, content: XmlElement[], { author, on }: PaperChange): string {
    const id = `change${this.regions.length + 1}`;
    const info = element('office:change-info', {}, [
      mixed('dc:creator', {}, [author]),
      mixed('dc:date', {}, [`${on}T00:00:00`]),
    ]);
    this.regions.push(
      element('text:changed-region', { 'xml:id': id, 'text:id': id }, [
        element(name, {}, [info, ...content]),
      ]),
    );
    return id;
  }
}
