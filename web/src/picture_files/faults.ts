import { faultOf, type Fault } from '../base/fault';

/** What was dropped holds no file: a part of another page, say. */
export const noFile = faultOf('bad_picture', 'picture_not_a_file', {});

/** A worker that died over a picture tells of itself; the learner asked for the picture. */
export const ofPicture = (fault: Fault): Fault =>
  fault.code === 'bad_picture' ? fault : faultOf('bad_picture', 'picture_broke', {});
