import './carousel/define.js';
import './toaster/define.js';
