// Plan time: whole minutes since 2000-01-01T00:00, without a zone. Where a minute lies on paper, and how it is called.
export const DAY = 1440;
const EPOCH = Date.UTC(2000, 0, 1);
const EPOCH_WEEKDAY = 5; // 2000-01-01 was a Saturday; Monday is 0

export const ZOOMS = {
  day: { px: 34, lower: "day" },
  week: { px: 13, lower: "week" },
  month: { px: 4, lower: "month" },
};

export const dayOf = (minute) => Math.floor(minute / DAY);
export const weekday = (day) => (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
export const toDate = (day) => new Date(EPOCH + day * DAY * 60_000);
export const fromDate = (date) => Math.round((date.getTime() - EPOCH) / (DAY * 60_000));

export function today(now = new Date()) {
  return fromDate(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

const language = document.documentElement.lang || "en";
const written = (options) => {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-US" : language, { timeZone: "UTC", ...options });
  return (day) => format.format(toDate(day));
};
const short = written({ month: "short", day: "numeric" });
const long = written({ month: "short", day: "numeric", year: "numeric" });
let shortYear = new Date().getFullYear();

const yearOf = (minute) => toDate(dayOf(minute)).getUTCFullYear();

// Dates of one year are written without it: that of the data date, or the current one.
export function leaveOutYearOf(minute) {
  shortYear = yearOf(minute);
}

export const needsYear = (minute) => minute !== null && yearOf(minute) !== shortYear;

export function dateText(minute) {
  if (minute === null || minute === undefined) return "";
  return needsYear(minute) ? long(dayOf(minute)) : short(dayOf(minute));
}

// A working day is stretched to the whole day, so that bars of consecutive days touch.
export class TimeScale {
  constructor({ first, last, px, calendar }) {
    Object.assign(this, { first, last, px, from: calendar.from, hours: Math.max(1, calendar.to - calendar.from) });
  }

  get width() {
    return Math.ceil((this.last - this.first) * this.px);
  }

  x(minute) {
    const day = dayOf(minute);
    const part = Math.min(1, Math.max(0, (minute - day * DAY - this.from) / this.hours));
    return (day - this.first + part) * this.px;
  }

  dayX(day) {
    return (day - this.first) * this.px;
  }

  dayAt(x) {
    return this.first + x / this.px;
  }
}

const monthYear = written({ month: "long", year: "numeric" });
const monthOnly = written({ month: "long" });
const monthShort = written({ month: "short" });
const yearOnly = written({ year: "numeric" });
const dayNumber = (day) => String(toDate(day).getUTCDate());

function firstOfMonth(day) {
  const date = toDate(day);
  return fromDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)));
}

function nextMonth(day) {
  const date = toDate(day);
  return fromDate(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)));
}

// The day on which the next month or year begins.
export function nextUpper(zoom, day) {
  if (zoom !== "month") return nextMonth(Math.floor(day));
  return fromDate(new Date(Date.UTC(toDate(Math.floor(day)).getUTCFullYear() + 1, 0, 1)));
}

export const upperText = (zoom, day) => (zoom === "month" ? yearOnly(Math.floor(day)) : monthYear(Math.floor(day)));

// The two lines of the head between two days: { day, text } with the first day of each part.
export function upperTicks(zoom, from, to) {
  const ticks = [];
  if (zoom === "month") {
    for (let year = toDate(from).getUTCFullYear(); year <= toDate(to).getUTCFullYear(); year += 1) {
      const day = fromDate(new Date(Date.UTC(year, 0, 1)));
      ticks.push({ day, text: yearOnly(day) });
    }
    return ticks;
  }
  for (let day = firstOfMonth(from); day <= to; day = nextMonth(day)) {
    const january = toDate(day).getUTCMonth() === 0;
    ticks.push({ day, text: january || ticks.length === 0 ? monthYear(day) : monthOnly(day) });
  }
  return ticks;
}

export function lowerTicks(zoom, from, to) {
  const ticks = [];
  if (zoom === "month") {
    for (let day = firstOfMonth(from); day <= to; day = nextMonth(day)) ticks.push({ day, text: monthShort(day) });
    return ticks;
  }
  const step = zoom === "day" ? 1 : 7;
  let day = Math.floor(from);
  if (step === 7) day -= weekday(day);
  for (; day <= to; day += step) ticks.push({ day, text: dayNumber(day) });
  return ticks;
}

function works(calendar, day) {
  const exception = calendar.exceptions.findLast(([first, last]) => first <= day && day <= last);
  return Boolean(exception ? exception[2] : calendar.week[weekday(day)]);
}

// The day (with its fraction) that lies a number of working days after the end of a minute's day.
export function addWorkingDays(calendar, minute, days) {
  if (!calendar.week.includes(1)) return dayOf(minute) + 1 + days;
  let day = dayOf(minute - 1) + 1;
  let left = days;
  for (; left > 0; day += 1) {
    if (!works(calendar, day)) continue;
    if (left <= 1) return day + left;
    left -= 1;
  }
  return day;
}

// Days without work between two days, as runs: { day, days, name } (name "" for a weekend).
export function daysOff(calendar, from, to) {
  const runs = [];
  for (let day = Math.floor(from); day <= to; day += 1) {
    if (works(calendar, day)) continue;
    const exception = calendar.exceptions.findLast(([first, last]) => first <= day && day <= last);
    const holiday = Boolean(exception) && Boolean(calendar.week[weekday(day)]);
    const name = holiday ? exception[3] : "";
    const last = runs.at(-1);
    if (last && last.day + last.days === day && last.holiday === holiday) last.days += 1;
    else runs.push({ day, days: 1, holiday, name });
  }
  return runs;
}
