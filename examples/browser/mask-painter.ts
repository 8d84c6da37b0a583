interface Point {
  x: number;
  y: number;
}

/** A line of the brush, in pixels of the picture. */
interface Stroke {
  width: number;
  points: Point[];
}

export interface MaskPainterElements {
  canvas: HTMLCanvasElement;
  /** Shows where the brush is and how wide. */
  brush: HTMLElement;
  /** The brush's width, in percent of the picture's shorter side. */
  size: HTMLInputElement;
  /** Told whether anything is painted, each time that changes. */
  onChange(isPainted: boolean): void;
}

export interface MaskPainter {
  /** Begins anew, for a picture of this many pixels. */
  begin(width: number, height: number): void;
  undo(): void;
  clear(): void;
  /** A PNG of the picture's size, transparent where it was painted; nothing where it was not painted at all. */
  toMask(): Promise<Blob | undefined>;
}

const PAINT = '#e4337c';
const MOVES: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Lets a mask be painted on a canvas that lies over a picture: by mouse, pen, finger or keyboard. */
export function createMaskPainter({ canvas, brush, size, onChange }: MaskPainterElements): MaskPainter {
  const context = contextOf(canvas);
  let strokes: Stroke[] = [];
  let current: Stroke | undefined;
  let position: Point = { x: 0, y: 0 };

  const brushWidth = () => (Number(size.value) / 100) * Math.min(canvas.width, canvas.height);

  function redraw(): void {
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (const stroke of strokes) draw(context, stroke);
    onChange(strokes.length > 0);
  }

  function showBrush(): void {
    brush.style.left = `${(100 * position.x) / canvas.width}%`;
    brush.style.top = `${(100 * position.y) / canvas.height}%`;
    brush.style.width = brush.style.height = `${(brushWidth() * canvas.clientWidth) / canvas.width}px`;
    brush.hidden = false;
  }

  function paint(from: Point, to: Point): void {
    if (!current) {
      current = { width: brushWidth(), points: [from] };
      strokes.push(current);
      onChange(true);
    }
    current.points.push(to);
    draw(context, { ...current, points: [from, to] });
  }

  function dab(): void {
    // A line without any length would not be drawn.
    paint(position, { x: position.x + 0.01, y: position.y });
  }

  function pointOf(event: PointerEvent): Point {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - left) / width) * canvas.width,
      y: ((event.clientY - top) / height) * canvas.height,
    };
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    position = pointOf(event);
    dab();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!event.isPrimary) return;
    const next = pointOf(event);
    if (current) paint(position, next);
    position = next;
    showBrush();
  });
  const lift = () => {
    current = undefined;
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);

  canvas.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (move) {
      const step = brushWidth() / 2;
      const next = {
        x: Math.min(Math.max(position.x + move.x * step, 0), canvas.width),
        y: Math.min(Math.max(position.y + move.y * step, 0), canvas.height),
      };
      if (event.shiftKey) paint(position, next);
      position = next;
    } else if (event.key === ' ') {
      dab();
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      painter.undo();
    } else {
      return;
    }
    if (!event.shiftKey) lift();
    event.preventDefault();
    showBrush();
  });
  canvas.addEventListener('keyup', (event) => {
    if (event.key === 'Shift') lift();
  });
  canvas.addEventListener('focus', () => {
    if (canvas.matches(':focus-visible')) showBrush();
  });
  const hideBrush = () => {
    brush.hidden = true;
  };
  canvas.addEventListener('blur', hideBrush);
  canvas.addEventListener('pointerleave', hideBrush);
  size.addEventListener('input', showBrush);
  size.addEventListener('blur', hideBrush);

  const painter: MaskPainter = {
    begin(width, height) {
      canvas.width = width;
      canvas.height = height;
      position = { x: width / 2, y: height / 2 };
      painter.clear();
    },
    undo() {
      lift();
      strokes.pop();
      redraw();
    },
    clear() {
      lift();
      strokes = [];
      redraw();
    },
    async toMask() {
      if (strokes.length === 0) return undefined;
      const mask = document.createElement('canvas');
      mask.width = canvas.width;
      mask.height = canvas.height;
      const maskContext = contextOf(mask);
      maskContext.fillRect(0, 0, mask.width, mask.height);
      maskContext.globalCompositeOperation = 'destination-out';
      for (const stroke of strokes) draw(maskContext, stroke);
      return toBlob(mask, 'image/png');
    },
  };
  return painter;
}

function draw(context: CanvasRenderingContext2D, { width, points }: Stroke): void {
  context.strokeStyle = PAINT;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  for (const { x, y } of points) context.lineTo(x, y);
  context.stroke();
}

/** A canvas that is to be read as much as drawn on. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no canvas to draw on.');
  return context;
}

/** What a canvas shows, as a file of the given type. */
export function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const keep = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'));
    canvas.toBlob(keep, type, 0.95);
  });
}
