import './trusted';
import { mount } from 'svelte';
import LabPanel from './lab/lab_panel.svelte';
import Tools from './lab/tools.svelte';
import { connectLesson } from './lesson/lesson.svelte';
import { renewing } from './offline/renewing.svelte';
import { openLab } from './state/lab.svelte';
import { nextTask, whenIdle } from './base/next_task';
import { bringSentences } from './messages/told.svelte';
import { survivesTranslation } from './ui/translated_text';

const lab = openLab(new URL('./', location.href).href);
// Vite tells of a part of the page that did not come, engine/client.ts of a worker.
addEventListener('vite:preloadError', () => (renewing.missesParts = true));
connectLesson(lab);
await nextTask();
const drawn = (id: string) => {
  const target = document.getElementById(id)!;
  // What stood there was for pages whose scripts do not run, but for what boot.js has told.
  target.replaceChildren(...target.querySelectorAll('.told'));
  survivesTranslation(target);
  return target;
};
mount(Tools, { target: drawn('tools'), props: lab });
await nextTask();
mount(LabPanel, { target: drawn('lab'), props: lab });
await nextTask();
// Before anything can go wrong that they speak of, or go from the server.
void bringSentences();
void import('./lesson/quizzes.svelte').then(({ connectQuizzes }) => connectQuizzes(lab.records));
void import('./lesson/glossary').then(({ connectGlossary }) =>
  connectGlossary(document.getElementById('lesson')!),
);
// Not before: its threads would take the processor from what the visitor is waiting to see.
await whenIdle();
void lab.engine.boot();
void import('./paper/connect').then(({ connectPaper }) => connectPaper(lab));
if (top !== self || location.search)
  void import('./gradebook/connect.svelte').then(({ connectGradebook }) => connectGradebook(lab));
if (import.meta.env.PROD)
  void import('./offline/register').then(({ registerOffline }) => registerOffline(lab));
