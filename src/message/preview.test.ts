import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlToText } from './html-text.ts';
import { createLetterParser } from './letter-parser.ts';

function preview(text: string): string {
  const parser = createLetterParser();
  parser.push(Buffer.from(text, 'latin1'));
  return parser.end().preview;
}
const html = (text: string) => htmlToText(text).replaceAll(/\s+/g, ' ').trim();

const pages: [string, string][] = [
  ['<p>One</p><p>two</p>', 'One two'],
  ['a<b>b</b>c', 'abc'],
  ['one<br>two', 'one two'],
  ['<head><title>no</title></head><style>p { x: "</p>" }</style>yes', 'yes'],
  ['<script>if (a < b) no()</script>yes', 'yes'],
  ['<!-- no <b> -->yes', 'yes'],
  ['&lt;a&gt; &amp; &ntilde;&#241;&#xF1; &nobody; &', '<a> & ñññ &nobody; &'],
  ['1 < 2', '1 < 2'],
  ['<img alt="a', ''],
  ['<!-- never closed', ''],
  ['<style>never closed', ''],
  ['&#55296;&#9999999;', '&#55296;&#9999999;'],
];
for (const [page, text] of pages) test(`html: ${page}`, () => assert.equal(html(page), text));

test('html: nothing throws, and a megabyte of half tags takes one pass', () => {
  const token = fc.constantFrom(
    '<',
    '>',
    '<!--',
    '-->',
    '<style>',
    '</style>',
    '&',
    '&#',
    ';',
    'a',
    ' ',
    '/',
  );
  fc.assert(fc.property(fc.array(token), (tokens) => typeof htmlToText(tokens.join('')) === 'string'));
  assert.equal(htmlToText('<!--'.repeat(1 << 18)), '');
});

test('preview: the first text that has words', () => {
  assert.equal(preview('Subject: x\r\n\r\nHola,\r\n  Ana.\r\n'), 'Hola, Ana.');
  assert.equal(preview('Content-Type: text/html; charset=utf-8\r\n\r\n<p>Se\xc3\xb1or</p>'), 'Señor');
  assert.equal(
    preview(
      'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSe=F1or=',
    ),
    'Señor',
  );
  assert.equal(preview('MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\nSG9sYQ==\r\n'), 'Hola');
  const alternatives =
    'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>yes\r\n--b--\r\n';
  assert.equal(preview(alternatives), 'yes');
});

test('preview: quotes and signatures only where there is nothing else', () => {
  assert.equal(preview('\r\nYes.\r\n> What?\r\n-- \r\nAna\r\n'), 'Yes.');
  assert.equal(preview('\r\n> What?\r\n'), '> What?');
});

test('preview: at most 200 characters, and no attachment', () => {
  assert.equal(preview(`\r\n${'ñ'.repeat(300)}`).length, 200);
  assert.equal(preview(`\r\n${' \r\n'.repeat(1500)}deep`), 'deep');
  assert.equal(preview('Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nno'), '');
  assert.equal(preview('Content-Type: image/png\r\n\r\nno'), '');
  const faces = preview(`Content-Type: text/html\r\n\r\n${'x'.repeat(198)}${'&#128512;'.repeat(3)}`);
  assert.equal(faces, `${'x'.repeat(198)}😀😀`);
  assert.equal(preview('Content-Type: text/html\r\n\r\n&nbsp;a&#8204;b&#0;c &shy; &zwnj;d\x01e'), 'abc de');
});
