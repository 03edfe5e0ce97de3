// What the letters of the demo say: some for ana, some for luis; one with accents, one in HTML, one with a file.
import type { Language } from '../../config/index.ts';
import type { DemoContent } from './letter.ts';

const ana: [string, string] = ['Ana Núñez', 'ana@localhost'];
const luis: [string, string] = ['Luis', 'luis@localhost'];

const table = (head: string) =>
  Buffer.from(`${head}\r\n2026-01-05;Madrid;14\r\n2026-01-06;Oviedo;9\r\n2026-01-07;Sevilla;17\r\n`);

export const contents: Readonly<Record<Language, readonly DemoContent[]>> = {
  en: [
    {
      from: luis,
      to: ana,
      subject: 'Lunch on Thursday?',
      text: 'Hello Ana,\n\nshall we have lunch on Thursday? The place by the station is open again.\n\nLuis\n',
    },
    {
      from: ['Café Río', 'hello@example.org'],
      to: ana,
      subject: 'Señora Núñez, your crème brûlée is waiting – 10 % off',
      text: 'Dear Ana,\n\nnaïve façades, jalapeños and 3 € coffee: come by this week.\n\nCafé Río\n',
    },
    {
      from: ['The Gazette', 'news@example.org'],
      to: ana,
      subject: 'The week in three lines',
      text: 'The week in three lines\n\n1. It rained.\n2. Then it did not.\n3. More next week.\n',
      html: '<!doctype html><html><body><h1>The week in three lines</h1><ol><li>It rained.</li><li>Then it <b>did not</b>.</li><li>More next week.</li></ol></body></html>',
    },
    {
      from: luis,
      to: ana,
      subject: 'The temperatures you asked for',
      text: 'Here they are, as a table.\n\nLuis\n',
      file: { name: 'temperatures.csv', type: 'text/csv; charset=utf-8', octets: table('day;city;degrees') },
    },
    {
      from: ana,
      to: luis,
      subject: 'Re: Lunch on Thursday?',
      text: 'Thursday it is, at two.\n\n.\nThat line with one dot is no mistake: POP3 must carry it.\n\nAna\n',
    },
    {
      from: ana,
      to: luis,
      subject: 'Thank you',
      text: 'The table is just what I needed. Thank you!\n\nAna\n',
    },
    {
      from: ['The Library', 'desk@example.org'],
      to: luis,
      subject: 'Your book is here',
      text: 'Dear reader,\n\n"The Post Office" is ready for you at the desk until Friday.\n',
    },
  ],
  es: [
    {
      from: luis,
      to: ana,
      subject: '¿Comemos el jueves?',
      text: 'Hola, Ana:\n\n¿comemos el jueves? El sitio de la estación ha vuelto a abrir.\n\nLuis\n',
    },
    {
      from: ['Café Río', 'hola@example.org'],
      to: ana,
      subject: 'Señora Núñez, su crème brûlée la espera: 10 % de descuento',
      text: 'Querida Ana:\n\nñoquis, jalapeños y café a 3 €: pásese esta semana.\n\nCafé Río\n',
    },
    {
      from: ['La Gaceta', 'noticias@example.org'],
      to: ana,
      subject: 'La semana en tres líneas',
      text: 'La semana en tres líneas\n\n1. Llovió.\n2. Luego no.\n3. Seguiremos informando.\n',
      html: '<!doctype html><html><body><h1>La semana en tres líneas</h1><ol><li>Llovió.</li><li>Luego <b>no</b>.</li><li>Seguiremos informando.</li></ol></body></html>',
    },
    {
      from: luis,
      to: ana,
      subject: 'Las temperaturas que pediste',
      text: 'Aquí van, en una tabla.\n\nLuis\n',
      file: { name: 'temperaturas.csv', type: 'text/csv; charset=utf-8', octets: table('día;ciudad;grados') },
    },
    {
      from: ana,
      to: luis,
      subject: 'Re: ¿Comemos el jueves?',
      text: 'El jueves, a las dos.\n\n.\nEsa línea con un punto no es un error: POP3 debe llevarla.\n\nAna\n',
    },
    {
      from: ana,
      to: luis,
      subject: 'Gracias',
      text: 'La tabla es justo lo que necesitaba. ¡Gracias!\n\nAna\n',
    },
    {
      from: ['La Biblioteca', 'mostrador@example.org'],
      to: luis,
      subject: 'Ha llegado su libro',
      text: 'Estimado lector:\n\n«El cartero» le espera en el mostrador hasta el viernes.\n',
    },
  ],
};
