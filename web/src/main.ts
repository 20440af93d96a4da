import './trusted';
import { mount } from 'svelte';
import LabPanel from './lab/lab_panel.svelte';
import Tools from './lab/tools.svelte';
import { connectLesson } from './lesson/lesson.svelte';
import { Lab } from './state/lab.svelte';
import { nextTask } from './state/next_task';

const lab = new Lab(new URL('./', location.href).href);
connectLesson(lab);
void lab.boot();
await nextTask();
mount(Tools, { target: document.getElementById('tools')!, props: { lab } });
await nextTask();
mount(LabPanel, { target: document.getElementById('lab')!, props: { lab } });
if (import.meta.env.PROD)
  void import('./offline/register').then(({ registerOffline }) => registerOffline(lab));
